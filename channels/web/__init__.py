"""The web chat page: static files without a build step, and the routes that serve them."""
