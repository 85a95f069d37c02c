/// The start hook: runs before `main`, on the only thread. Returns unless this process is a child.
@_cdecl("workbook_child_hook")
func childHook(
  _ argc: CInt, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
  _ envp: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) {
}
