"""How citizens say it (cách hỏi của dân): everyday questions by procedure and aspect, one file per field."""
