"""Takes parts out of a wheel: unpack-wheel.py WHEEL FOLDER PREFIX..."""

import sys
import zipfile

wheel, folder, *prefixes = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    names = archive.namelist()
    for prefix in prefixes:
        if not any(name.startswith(prefix) for name in names):
            sys.exit(f"{wheel} holds nothing that begins with {prefix}")
    archive.extractall(folder, [name for name in names if name.startswith(tuple(prefixes))])
