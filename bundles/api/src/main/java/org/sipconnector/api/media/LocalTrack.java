package org.sipconnector.api.media;

/**
 * A track to send: a source and the track id it is announced by.
 *
 * @param id     track id, goes into the SDP's msid
 * @param kind   kind of the source
 * @param source what produces the media: {@code tone:440}, {@code silence}, {@code pattern:640x360@15}, {@code black},
 *               {@code file:/path}, or {@code service:NAME} of a registered source
 */
public record LocalTrack(String id, MediaKind kind, String source) {}
