"""The site: settings, addresses, design, health, and what runs it. No table of a business's data is here."""
