func setTwice() throws {
  let manager = try Manager()
  let number = try manager.value(100)
  let first = try number.get()
  let second = try number.get()
  try number.set(first + 10)
  try number.set(second + 1)
  print(try number.get())
  try manager.close()
}
