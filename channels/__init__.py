"""One gateway, four faces: web, kiosk, Telegram, Zalo."""
