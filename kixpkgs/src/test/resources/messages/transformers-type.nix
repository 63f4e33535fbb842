{ clusters.test.transformers.owner = { metadata.labels.owner = "a"; }; }
