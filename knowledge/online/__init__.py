"""How to do it online: signing in, filing, paying, signing and getting the result, as the records describe it."""
