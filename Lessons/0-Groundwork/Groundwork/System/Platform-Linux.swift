#if os(Linux)
@_exported import Glibc
#elseif !os(macOS)
#error("The workbook runs on Linux, and is written for macOS: add a platform file here.")
#endif
