"""Speed, as ratios: on this machine, against a yardstick measured in the same run."""
