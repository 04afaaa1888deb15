"""The web pages and the HTTP API over a store, for `vanban serve`: rendered on the server, in Vietnamese and English, working without scripts.

Nothing outside the server is asked for anything. Reading is open to whoever reaches the server, writing needs its token.
"""
