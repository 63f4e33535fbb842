import "data/sub"
