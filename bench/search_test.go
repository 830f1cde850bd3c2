package main

import "testing"

func TestHitsMustHaveTheWords(t *testing.T) {
	for body, right := range map[string]bool{
		`{"hits":[{"message":{"body_text":"tea or coffee"}},{"message":{"body_text":"coffee, then tea"}}],"has_more":true}`: true,
		`{"hits":[{"message":{"body_text":"tea or coffee"}},{"message":{"body_text":"coffee"}}],"has_more":true}`:           false,
		`{"hits":[],"has_more":false}`: false,
		`no JSON`:                      false,
	} {
		if err := checkHits([]byte(body), "coffee tea"); (err == nil) != right {
			t.Errorf("%s: %v", body, err)
		}
	}
}
