"""Offices (cơ quan, bộ phận một cửa): today's 103 wards and communes, their former names, the city's centre."""
