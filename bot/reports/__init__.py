"""What people share of their own will: reports, withdrawals, "this is wrong", appeals."""
