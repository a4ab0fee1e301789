"""Rambu: reads signs of trafficking in job offers, answers questions, puts cries for help first."""
