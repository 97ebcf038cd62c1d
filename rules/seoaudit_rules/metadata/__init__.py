"""Rules about what the page says of itself: title, description, dates, address."""
