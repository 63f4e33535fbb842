scopedImport 1 ./data/sub
