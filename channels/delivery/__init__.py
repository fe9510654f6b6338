"""Delivery for chat apps: a durable inbox and outbox, the people behind conversations, officers' words, notices.

A chat app implements `channels.delivery.contract.Channel` and is joined to `channels.delivery.deliveries.Deliveries`;
its webhook (or polling) hands every update to `Deliveries.accept`. Everything else happens here: see docs/delivery.md.
"""
