({ image, tag ? "latest" }: "${image}:${tag}") { image = "nginx"; tga = "1.27"; }
