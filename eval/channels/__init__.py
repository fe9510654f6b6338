"""Task channels: does one conversation teach the same on web, kiosk, Telegram and Zalo?"""
