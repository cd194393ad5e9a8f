"""What the checks and the site share: reading the pages of the workbook."""
