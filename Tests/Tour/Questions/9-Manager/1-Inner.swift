func changeInner() throws {
  let manager = try Manager()
  let lists = try manager.list([[1], [2]])
  var first = try lists.get(at: 0)
  first.append(9)
  try lists.append(first)
  first.append(10)
  print(try lists.contents)
  try manager.close()
}
