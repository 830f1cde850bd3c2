package sounds

import (
	"bytes"
	"encoding/binary"
	"time"
)

// header is the four bytes each frame of an MP3 begins with, ISO/IEC 11172-3
// 2.4.1.3 and 13818-3.
type header uint32

// The bit rates of layer III in kbit/s, of MPEG 1 and of the later, half as fast.
var bitRates = [2][15]int{
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}

var sampleRates = [3]int{44_100, 48_000, 32_000}

// mpegLength is how long an MP3 plays. It goes from frame to frame through the
// whole of it, between tags, so that nothing else passes for one; a last frame that was cut
// off is left out, as players do.
func mpegLength(file []byte) (time.Duration, error) {
	audio := withoutTags(file)
	var length time.Duration
	frames := 0
	for len(audio) >= 4 && !isPadding(audio) {
		h := header(binary.BigEndian.Uint32(audio))
		size, rate := h.frame()
		if size == 0 {
			return 0, ErrNotMP3
		}
		if size > len(audio) {
			break
		}
		frames++
		length += time.Duration(h.samples()) * time.Second / time.Duration(rate)
		audio = audio[size:]
	}
	if frames < minFrames {
		return 0, ErrNotMP3
	}
	return length, nil
}

// frame returns the size of a frame in bytes and its sample rate; 0 when this is
// the header of none. Free bit rates, which hardly anything plays, count as none.
func (h header) frame() (size, rate int) {
	version, layer := h>>19&3, h>>17&3
	bits, speed, padding := h>>12&15, h>>10&3, int(h>>9&1)
	if h>>21 != 0x7ff || version == 1 || layer != 1 || bits == 0 || bits == 15 || speed == 3 {
		return 0, 0
	}
	rate = sampleRates[speed]
	if version == 3 {
		return 144_000*bitRates[0][bits]/rate + padding, rate
	}
	rate /= 2
	if version == 0 { // MPEG 2.5
		rate /= 2
	}
	return 72_000*bitRates[1][bits]/rate + padding, rate
}

// samples is how many a frame has of each channel.
func (h header) samples() int {
	if h>>19&3 == 3 {
		return 1152
	}
	return 576
}

// withoutTags cuts what says who made the music: ID3v2 before it, ID3v1 and APEv2
// behind it.
func withoutTags(file []byte) []byte {
	for len(file) >= 10 && bytes.HasPrefix(file, []byte("ID3")) {
		size := 10
		for i, b := range file[6:10] {
			size += int(b&0x7f) << (7 * (3 - i))
		}
		file = file[min(size, len(file)):]
	}
	if at := len(file) - 128; at >= 0 && bytes.HasPrefix(file[at:], []byte("TAG")) {
		file = file[:at]
	}
	if at := len(file) - 32; at >= 0 && bytes.HasPrefix(file[at:], []byte("APETAGEX")) {
		size := 32 + int(binary.LittleEndian.Uint32(file[at+12:]))
		file = file[:max(len(file)-size, 0)]
	}
	return file
}

// isPadding reports whether nothing follows but zeros, as some writers leave.
func isPadding(rest []byte) bool { return len(bytes.Trim(rest, "\x00")) == 0 }
