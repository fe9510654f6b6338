"""What the province itself decides: fees, shorter times, filing at any desk, hotlines (nội bộ địa phương)."""
