/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Notices a broken main video and repairs it by renegotiation. */
@Export
@NullMarked
@Version("1.0.0")
package org.sipconnector.api.streamhealth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
