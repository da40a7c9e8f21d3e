/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import org.sipconnector.api.media.PeerId;

/** What a peer connection has, whichever connection of the library it is on. */
record PeerParts(PeerId id, Lines lines, IncomingTracks remoteTracks, Remaking remaking, OwnerEvents events) {}
