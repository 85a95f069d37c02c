func putTwice() throws {
  let queue = try SharedQueue<[String]>()
  var colors = ["red"]
  try queue.put(colors)
  colors.append("green")
  try queue.put(colors)
  colors.append("blue")
  while !queue.isEmpty { print(try queue.get()) }
}
