"""Businesses, their outlets and members, what they consent to, and who has looked at them."""
