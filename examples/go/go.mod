module example.org/caveat

go 1.20
