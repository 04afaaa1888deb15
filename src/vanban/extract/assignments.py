def find(layout, document): return ()
