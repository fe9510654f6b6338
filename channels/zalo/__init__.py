"""The Zalo Official Account: its webhook, its tokens, and sending to it. How a message looks there: `rendering`."""
