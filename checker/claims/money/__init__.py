"""Money: who pays in which currency, at which rate, in which scale."""
