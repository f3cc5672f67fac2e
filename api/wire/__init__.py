"""What goes over the wire: requests, and the values of the house as the objects of version 1."""
