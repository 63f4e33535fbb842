{ service = 1; }
