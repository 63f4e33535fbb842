"no quotes, no newline"
