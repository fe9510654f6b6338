"""What the assistant knows: procedures, guides, phrasings, offices and dossiers."""
