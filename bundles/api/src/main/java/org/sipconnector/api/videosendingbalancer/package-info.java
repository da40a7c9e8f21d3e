/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Keeps what the camera sends in line with the server's wishes and the picture's size. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.videosendingbalancer;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
