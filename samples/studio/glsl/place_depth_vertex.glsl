in vec3 in_pos; uniform mat4 clip; void main(){ gl_Position=clip*vec4(in_pos,1.0); }
