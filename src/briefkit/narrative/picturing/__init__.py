"""From a council's measures to what a chart draws: values, and every text as it is printed."""
