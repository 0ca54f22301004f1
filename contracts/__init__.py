"""What tables a use case takes: columns, units, keys, rules. The user's interface to bazaar."""
