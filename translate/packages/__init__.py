"""Model packages in Argos Translate's own format: find, check, install, export."""
