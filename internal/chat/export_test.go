package chat

// EncodingVersion is that of what the service keeps.
func (s *Service) EncodingVersion() int64 { return s.encoder.version(s.Catalogue()) }

// VersionOf is what it would be with another encoding.
var VersionOf = versionOf

// QuietAt reports whether quiet hours hold at a time.
var QuietAt = QuietHours.hold
