"""Speed of certificates: our generation beside the usual choice, an HTML-to-PDF library, on the same layout."""
