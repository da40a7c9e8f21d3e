/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The media foundation: peer connections, sources and sinks by id. No type of a media library appears here. */
@Export
@NullMarked
@Version("1.1.0")
package org.sipconnector.spi.media;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
