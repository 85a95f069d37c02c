// The earlier lessons that this one uses: see CONTRIBUTING.md.
#if Mine && !Reference
@_exported import LessonPipe
@_exported import LessonProcess
#else
@_exported import SolutionPipe
@_exported import SolutionProcess
#endif
