// The earlier lessons that this one uses: see CONTRIBUTING.md.
#if Mine && !Reference
@_exported import LessonProcess
@_exported import LessonSharedValue
#else
@_exported import SolutionProcess
@_exported import SolutionSharedValue
#endif
