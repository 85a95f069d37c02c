internal import CPlatform

// Inside of a type that has a method of that name, the C function can't be called by it.

func systemClose(_ descriptor: CInt) -> CInt { close(descriptor) }

func systemRead(
  _ descriptor: CInt, _ buffer: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
  read(descriptor, buffer, count)
}

/// Never raises SIGPIPE.
func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  workbook_write(descriptor, bytes, count, workbook_kind(descriptor))
}
