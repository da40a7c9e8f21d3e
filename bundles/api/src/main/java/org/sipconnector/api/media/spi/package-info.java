/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What server code implements to feed and hear calls: register a service of one of these types with the property
 * {@link org.sipconnector.api.media.spi.AudioSource#NAME} and name it {@code service:NAME} as a track's source or a
 * sink. The engine paces everything; a slow implementation loses its own media and delays nobody else.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.media.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
