"""Files that people hand in, on the pages: sending one to the browser, the box that takes one."""
