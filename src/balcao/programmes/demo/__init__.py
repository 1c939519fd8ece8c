"""The demo's measure, modelled on Macao's SME digitalization support of 2025: a past phase that was drawn, and one that is open."""
